package app.tds.pipeline;

import org.springframework.stereotype.Component;

/** Who makes the steps of runs that read records and documents. */
@Component
record StepMakers(Steps steps, ListSteps lists, DocumentSteps documents) {}
