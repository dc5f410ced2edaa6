/** Tests of the wrapper against a server on a real socket that misbehaves on request. */
@NullMarked
package io.github.closecalls;

import org.jspecify.annotations.NullMarked;
