/** The tool: its entry point and the commands that need little. */
@NullMarked
package io.github.closecalls.cli;

import org.jspecify.annotations.NullMarked;
