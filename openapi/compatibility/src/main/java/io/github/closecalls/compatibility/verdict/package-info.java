/** Decides whether the version is high enough for the findings, and reports. */
@NullMarked
package io.github.closecalls.compatibility.verdict;

import org.jspecify.annotations.NullMarked;
