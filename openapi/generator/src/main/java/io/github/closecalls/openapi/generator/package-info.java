/**
 * An OpenAPI Generator extension that turns a JSON contract into Retrofit interfaces and immutable
 * Moshi models.
 *
 * <p>The flow: {@code ContractReader} reads the document, {@code Contract} resolves its references,
 * {@code Types} and {@code Operations} compute the Java code, the templates lay it out, and {@code
 * JavaFile} adds the imports. {@code Refusal} lists the constructs that stop it.
 */
@NullMarked
package io.github.closecalls.openapi.generator;

import org.jspecify.annotations.NullMarked;
