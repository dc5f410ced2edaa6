@NullMarked
package io.github.closecalls.cli.imports;

import org.jspecify.annotations.NullMarked;
