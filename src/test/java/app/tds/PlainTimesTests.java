package app.tds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Label;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;

/** No text for a person holds a time or a duration as Java writes it; {@link PlainTime} writes both. */
class PlainTimesTests {

    private static final Set<String> TIMES =
            Set.of("java/time/Instant", "java/time/Duration", "java/time/ZonedDateTime");

    @Test
    void noSentenceIsPutTogetherFromAnInstantOrADuration() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> classes = Files.walk(Path.of("target/classes/app/tds"))) {
            for (Path file : classes.filter(it ->
                            it.toString().endsWith(".class") && !it.toString().contains("/sandbox/"))
                    .toList()) {
                new ClassReader(Files.readAllBytes(file)).accept(new Texts(file, found), 0);
            }
        }

        assertThat(found).isEmpty();
    }

    private static final class Texts extends ClassVisitor {

        private final Path file;
        private final List<String> found;

        Texts(Path file, List<String> found) {
            super(Opcodes.ASM9);
            this.file = file;
            this.found = found;
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String type, String generic, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {

                private final Map<Integer, List<String>> ofLocal = new HashMap<>();
                private int line;
                private @Nullable String before;

                @Override
                public void visitLineNumber(int number, Label start) {
                    line = number;
                }

                /** A concatenation takes texts of its parts, and a format takes an array of them. */
                private void becomesText() {
                    if (before != null && before.startsWith("local ")) {
                        ofLocal.computeIfAbsent(Integer.valueOf(before.substring(6)), it -> new ArrayList<>())
                                .add(where());
                    } else if (before != null && TIMES.contains(before)) {
                        found.add(where());
                    }
                }

                private String where() {
                    return file.getFileName().toString().replace(".class", "") + ":" + line;
                }

                @Override
                public void visitMethodInsn(int code, String owner, String name, String type, boolean isInterface) {
                    if (owner.equals("java/lang/String") && name.equals("valueOf")) {
                        becomesText();
                    }
                    // Fields of REST hold durations as ISO 8601 has them.
                    boolean field = owner.equals("java/time/Duration")
                            && file.toString().contains("/api/");
                    if (TIMES.contains(owner) && name.equals("toString") && !field) {
                        found.add(where());
                    }
                    before = Type.getReturnType(type).getInternalName();
                }

                @Override
                public void visitInsn(int code) {
                    if (code == Opcodes.AASTORE) {
                        becomesText();
                    }
                    before = null;
                }

                @Override
                public void visitVarInsn(int code, int local) {
                    before = code == Opcodes.ALOAD ? "local " + local : null;
                }

                @Override
                public void visitFieldInsn(int code, String owner, String name, String type) {
                    before = Type.getType(type).getInternalName();
                }

                @Override
                public void visitTypeInsn(int code, String type) {
                    before = type;
                }

                @Override
                public void visitLocalVariable(
                        String name, String type, String generic, Label from, Label to, int local) {
                    if (TIMES.contains(Type.getType(type).getInternalName())) {
                        found.addAll(ofLocal.getOrDefault(local, List.of()));
                    }
                }
            };
        }
    }
}
