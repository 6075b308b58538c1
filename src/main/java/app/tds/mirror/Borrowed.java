package app.tds.mirror;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a column that belongs to another record, such as the balance of the invoice that a payment was applied to. The
 * column is as old as the document: a change of that other record makes no new version of this one.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Borrowed {}
