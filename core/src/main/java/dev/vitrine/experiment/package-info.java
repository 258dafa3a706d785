/** What experiments and evaluations take and give: values only. */
@NullMarked
package dev.vitrine.experiment;

import org.jspecify.annotations.NullMarked;
