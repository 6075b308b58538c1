/** What other programs are told of changes: published once, in one order, and kept for those who were away. */
@ApplicationModule(allowedDependencies = {"pipeline"})
@NullMarked
package app.tds.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
