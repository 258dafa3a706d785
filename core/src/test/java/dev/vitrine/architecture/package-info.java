@NullMarked
package dev.vitrine.architecture;

import org.jspecify.annotations.NullMarked;
