@NullMarked
package dev.vitrine.json;

import org.jspecify.annotations.NullMarked;
