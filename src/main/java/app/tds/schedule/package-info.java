/** Starts runs by the clock; the only home of Quartz. */
@ApplicationModule(allowedDependencies = {"alarm", "event", "jobs", "launch", "mirror", "pipeline"})
@NullMarked
package app.tds.schedule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
