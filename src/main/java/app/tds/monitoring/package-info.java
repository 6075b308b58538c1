/** Runs as numbers, and how fresh their results are; listens and never takes part. */
@ApplicationModule(allowedDependencies = {"alarm", "jobs", "mirror", "pipeline", "schedule", "source"})
@NullMarked
package app.tds.monitoring;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
