/**
 * Reads and writes JSON for the generated models without reflection and without losing anything:
 * numbers stay exact, offsets stay, and what the contract does not list is kept.
 */
@NullMarked
package io.github.closecalls.json;

import org.jspecify.annotations.NullMarked;
