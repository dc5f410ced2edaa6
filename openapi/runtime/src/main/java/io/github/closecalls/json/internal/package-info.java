/**
 * What only generated code calls, promised to the generator of the same version and to nobody else:
 * any release may change it. Generate anew when you change the version.
 */
@NullMarked
package io.github.closecalls.json.internal;

import org.jspecify.annotations.NullMarked;
