/** Takes in a new rendering of the contract. */
@NullMarked
package io.github.closecalls.compatibility.update;

import org.jspecify.annotations.NullMarked;
