package io.github.closecalls.compatibility;

import io.github.closecalls.openapi.generator.Contract;
import io.github.closecalls.openapi.generator.JavaApi;

/**
 * A contract that can be taken.
 *
 * @param contract what it says
 * @param java the Java that it gives
 */
record Rendering(Contract contract, JavaApi java) {}
