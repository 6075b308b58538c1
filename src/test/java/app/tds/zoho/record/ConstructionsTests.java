package app.tds.zoho.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.NewClassTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** A record says by name what it reads: where many arguments are in a row, two of them change places unnoticed. */
class ConstructionsTests {

    private static final Path RECORDS = Path.of("src/main/java/app/tds/zoho/record");
    private static final int MOST_ARGUMENTS = 8;

    @Test
    void noTranslationMakesARowOfMoreThanEightArguments() throws IOException {
        List<String> tooLong = new ArrayList<>();
        int all = constructions(RECORDS, tooLong);

        assertThat(all).isGreaterThan(20);
        assertThat(tooLong).isEmpty();
    }

    private static int constructions(Path folder, List<String> tooLong) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> sources;
        try (var files = Files.list(folder)) {
            sources = files.filter(it -> it.toString().endsWith(".java")).toList();
        }
        var all = new int[1];
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(sources));
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitNewClass(NewClassTree construction, Void nothing) {
                    all[0]++;
                    if (construction.getArguments().size() > MOST_ARGUMENTS) {
                        tooLong.add(construction.toString());
                    }
                    return super.visitNewClass(construction, nothing);
                }
            }.scan(task.parse(), null);
        }
        return all[0];
    }
}
