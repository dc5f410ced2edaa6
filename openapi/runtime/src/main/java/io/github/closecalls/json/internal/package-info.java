/**
 * The helpers of generated code, which any release may change: they are promised only to the
 * generator of the same version. Generate your client again when you change the version.
 */
@NullMarked
package io.github.closecalls.json.internal;

import org.jspecify.annotations.NullMarked;
