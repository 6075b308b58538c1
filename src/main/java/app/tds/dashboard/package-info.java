/** Pages for people: what the other modules know, in their words and their language; adds no number of its own. */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "alarm",
            "api",
            "database",
            "jobs",
            "launch",
            "mirror",
            "monitoring",
            "notification",
            "pipeline",
            "schedule",
            "source",
            "webhook"
        })
@NullMarked
package app.tds.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
