/** Prism, the mock server that answers from the contract, as a counterpart for tests. */
@NullMarked
package io.github.closecalls.prism;

import org.jspecify.annotations.NullMarked;
