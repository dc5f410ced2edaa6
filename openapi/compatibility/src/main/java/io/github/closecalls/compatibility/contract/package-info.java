/** Compares a contract with a contract. */
@NullMarked
package io.github.closecalls.compatibility.contract;

import org.jspecify.annotations.NullMarked;
