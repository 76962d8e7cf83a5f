package dev.mcpcentral.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and methods stay small, and names say something, in every module. */
class StructureTest {
  @TempDir Path folder;

  @Test
  void productCodeKeepsItsShape() {
    assertThat(SourceShape.findingsIn(Checkout.javaFiles("main"))).isEmpty();
  }

  @Test
  void testCodeKeepsItsShape() {
    assertThat(SourceShape.findingsIn(Checkout.javaFiles("test"))).isEmpty();
  }

  @Test
  void aLongFileIsFound() throws IOException {
    assertThat(findingsIn("class Long {\n" + "  int a;\n".repeat(600) + "}\n"))
        .containsExactly("Sample.java has 602 lines; at most 600");
    assertThat(findingsIn("class Long {\n" + "  int a;\n".repeat(598) + "}\n")).isEmpty();
  }

  @Test
  void aLongMethodIsFound() throws IOException {
    assertThat(findingsIn(methodWithLines(69)))
        .containsExactly("Sample.java run has 71 lines; at most 70");
    assertThat(findingsIn(methodWithLines(68))).isEmpty();
  }

  @Test
  void anEmptyNameIsFound() throws IOException {
    assertThat(findingsIn("interface ServerManager { record NameUtil() {} }\n"))
        .containsExactly(
            "Sample.java calls a type ServerManager, which says nothing",
            "Sample.java calls a type NameUtil, which says nothing");
    assertThat(findingsIn("class Implementation { class Managers {} }\n")).isEmpty();
  }

  private static String methodWithLines(int statements) {
    return "class Busy {\n  @Deprecated\n  public void run(int a) {\n"
        + "    a++;\n".repeat(statements)
        + "  }\n}\n";
  }

  private List<String> findingsIn(String source) throws IOException {
    return SourceShape.findingsIn(
        List.of(Files.writeString(folder.resolve("Sample.java"), source)));
  }
}
