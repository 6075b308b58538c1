package app.tds.alarm;

import java.util.List;

/** Something that can go wrong, and how to see it. A bean of this type is all that a new kind of alarm needs. */
@FunctionalInterface
public interface Watch {

    /**
     * Looks once and says everything that is wrong now. It changes nothing and makes no call to a source.
     *
     * @throws RuntimeException if it cannot see: then nothing that it found before counts as over
     */
    List<Finding> look();
}
