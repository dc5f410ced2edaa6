@NullMarked
package io.github.closecalls.testing;

import org.jspecify.annotations.NullMarked;
