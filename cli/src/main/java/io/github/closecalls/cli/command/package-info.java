/** What every command of the tool is given, and what it gives back. */
@NullMarked
package io.github.closecalls.cli.command;

import org.jspecify.annotations.NullMarked;
