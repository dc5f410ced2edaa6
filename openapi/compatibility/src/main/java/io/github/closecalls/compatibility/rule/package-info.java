/** The table of rules, and the findings that name them. */
@NullMarked
package io.github.closecalls.compatibility.rule;

import org.jspecify.annotations.NullMarked;
