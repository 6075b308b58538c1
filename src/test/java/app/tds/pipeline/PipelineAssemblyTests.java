package app.tds.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.step.Step;

class PipelineAssemblyTests {

    private record Kind(Set<RunMode> modes) implements RunKind {

        @Override
        public List<Step> steps(JobRun run) {
            return List.of();
        }
    }

    private static PipelineAssembly assembly(List<RunKind> kinds) {
        return new PipelineAssembly(null, null, kinds);
    }

    @Test
    void aModeWithoutAKindOfRunRefusesTheStart() {
        Set<RunMode> known = Arrays.stream(RunMode.values())
                .filter(mode -> mode != RunMode.RETRY)
                .collect(Collectors.toSet());

        assertThatThrownBy(() -> assembly(List.of(new Kind(known)))).hasMessage("RETRY is the mode of no kind of run");
    }

    @Test
    void twoKindsOfRunForOneModeRefuseTheStart() {
        List<RunKind> kinds = new ArrayList<>();
        kinds.add(new Kind(Set.of(RunMode.values())));
        kinds.add(new Kind(Set.of(RunMode.DELTA)));

        assertThatThrownBy(() -> assembly(kinds)).hasMessageContaining("DELTA is the mode of two kinds of run");
    }
}
