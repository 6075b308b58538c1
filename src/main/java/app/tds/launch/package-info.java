/** The only door: everything that starts a run comes through here. */
@ApplicationModule(allowedDependencies = {"database", "jobs", "source", "mirror", "pipeline"})
@NullMarked
package app.tds.launch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
