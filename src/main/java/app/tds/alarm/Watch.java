package app.tds.alarm;

import java.util.List;

/** Something that can go wrong, and how to see it. A bean of this type is all that a new kind of alarm needs. */
@FunctionalInterface
public interface Watch {

    /**
     * Looks once and says everything that is wrong now. It changes nothing and makes no call to a source.
     *
     * @throws RuntimeException if the watch cannot look: then nothing that the watch found before counts as over
     */
    List<Finding> look();
}
