/** Who is told of alarms, when, how and in which words. An outbox keeps what is to be told until it is told. */
@ApplicationModule(allowedDependencies = {"alarm", "jobs", "launch", "mirror"})
@NullMarked
package app.tds.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
