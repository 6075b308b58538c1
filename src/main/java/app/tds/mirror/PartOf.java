package app.tds.mirror;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which rows of a {@link TdsChild}'s table are part of one and the same row. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PartOf {

    /** The column that names the row they are part of. */
    String value();

    /** In SQL, which rows are of this kind, where the table holds other rows too. */
    String where() default "true";

    /** Whether they are some more columns of rows that a list makes, whose payload stays the list's. */
    boolean listed() default false;
}
