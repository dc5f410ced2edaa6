/** Imports a file of calls: each row is logged once, or is listed as what it is. */
@NullMarked
package io.github.closecalls.cli.imports;

import org.jspecify.annotations.NullMarked;
