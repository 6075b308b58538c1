/** What people's screens and programs call over HTTP: thin, and over what the other modules offer. */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "alarm",
            "event",
            "image",
            "jobs",
            "source",
            "mirror",
            "pipeline",
            "launch",
            "schedule",
            "monitoring",
            "notification",
            "webhook"
        })
@NullMarked
package app.tds.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
