package app.tds.pipeline;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions of steps that call the source, and savepoints within a transaction. */
@Component
class Transactions {

    private final TransactionTemplate whole;
    private final TransactionTemplate savepoint;

    Transactions(PlatformTransactionManager manager) {
        this.whole = new TransactionTemplate(manager);
        this.savepoint = new TransactionTemplate(manager);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** In a transaction of its own, or in the caller's. */
    <T> T within(Supplier<T> work) {
        return Objects.requireNonNull(whole.execute(status -> work.get()));
    }

    /** In a transaction of its own, or in the caller's. */
    void run(Runnable work) {
        whole.executeWithoutResult(status -> work.run());
    }

    /** In the caller's transaction, which survives a failure of this work. */
    <T> T tried(Supplier<T> work) {
        return Objects.requireNonNull(savepoint.execute(status -> work.get()));
    }
}
