package dev.mcpcentral.hub;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Sizes and names in Java files, read by the compiler's own parser. */
final class SourceShape {
  static final int MOST_FILE_LINES = 600;
  static final int MOST_METHOD_LINES = 70;
  private static final Pattern EMPTY_NAME = Pattern.compile(".*(Util|Utils|Manager|Helper|Impl)");

  private final List<String> findings = new ArrayList<>();
  private final SourcePositions positions;

  private SourceShape(SourcePositions positions) {
    this.positions = positions;
  }

  /** One sentence for each file, method or name that is against the rules. */
  static List<String> findingsIn(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      var shape = new SourceShape(Trees.instance(task).getSourcePositions());
      task.parse().forEach(shape::read);
      return shape.findings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(CompilationUnitTree file) {
    long lines = lineOf(file, positions.getEndPosition(file, file));
    if (lines > MOST_FILE_LINES) {
      report(file, "has " + lines + " lines; at most " + MOST_FILE_LINES);
    }
    new Names(file).scan(file, null);
  }

  private long lineOf(CompilationUnitTree file, long position) {
    return position < 0 ? 0 : file.getLineMap().getLineNumber(position);
  }

  private void report(CompilationUnitTree file, String what) {
    findings.add(Path.of(file.getSourceFile().getName()).getFileName() + " " + what);
  }

  private final class Names extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree file;

    Names(CompilationUnitTree file) {
      this.file = file;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      if (EMPTY_NAME.matcher(type.getSimpleName()).matches()) {
        report(file, "calls a type " + type.getSimpleName() + ", which says nothing");
      }
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      long lines = lastLine(method) - firstLine(method) + 1;
      if (lines > MOST_METHOD_LINES) {
        report(file, method.getName() + " has " + lines + " lines; at most " + MOST_METHOD_LINES);
      }
      return super.visitMethod(method, null);
    }

    /** The line after annotations and modifiers: a long annotation does not make a long method. */
    private long firstLine(MethodTree method) {
      long afterModifiers = positions.getEndPosition(file, method.getModifiers());
      return lineOf(
          file, afterModifiers < 0 ? positions.getStartPosition(file, method) : afterModifiers);
    }

    private long lastLine(Tree tree) {
      return lineOf(file, positions.getEndPosition(file, tree));
    }
  }
}
