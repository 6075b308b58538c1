/** The command line: what a start of the application does, and what a person sees of it. */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "alarm",
            "dashboard",
            "jobs",
            "source",
            "mirror",
            "pipeline",
            "launch",
            "schedule",
            "monitoring",
            "notification",
            "webhook",
            "database",
            "sandbox"
        })
@NullMarked
package app.tds.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
