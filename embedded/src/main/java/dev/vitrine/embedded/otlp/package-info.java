/** How exports of OpenTelemetry are decoded. Inner part of the platform, not meant to be called. */
@NullMarked
package dev.vitrine.embedded.otlp;

import org.jspecify.annotations.NullMarked;
