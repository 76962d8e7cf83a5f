package dev.mcpcentral.hub;

import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.mcpcentral.fixture.lower.Pass;
import dev.mcpcentral.hub.policy.Permitted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The package table of {@code docs/ARCHITECTURE.md} is true of the code. */
class ArchitectureTest {
  private static final String DOCUMENT =
      Checkout.read(Checkout.root().resolve("docs/ARCHITECTURE.md"));

  private static final PackageRules RULES =
      new PackageRules("dev.mcpcentral.hub", PackageTable.parse(DOCUMENT));

  private static final JavaClasses HUB =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.mcpcentral.hub");

  @Test
  void everyPackageHasARow() {
    RULES.everyPackageHasARow().check(HUB);
  }

  @Test
  void thePlannedPackagesAreThoseWithoutCode() {
    var withoutCode = new TreeSet<>(RULES.table().allowed().keySet());
    withoutCode.removeIf(name -> HUB.containPackage("dev.mcpcentral.hub." + name));
    assertThat(PackageTable.planned(DOCUMENT)).isEqualTo(withoutCode);
  }

  @Test
  void packagesImportOnlyWhatTheTableAllows() {
    RULES.importsFollowTheTable().check(HUB);
  }

  @Test
  void importsOfConstantsFollowTheTableToo() {
    var found = new ArrayList<String>();
    for (Path file : Checkout.files(Checkout.root().resolve("hub/src/main/java"), ".java")) {
      found.addAll(RULES.forbiddenImports(packageOf(file), Checkout.read(file)));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void packagesFormNoCycle() {
    RULES.thereAreNoCycles().check(HUB);
  }

  @Test
  void theTableItselfHasNoCycle() {
    assertThat(RULES.table().allowed().keySet()).noneMatch(RULES.table()::leadsBackTo);
  }

  @Test
  void everyPackageIsNullMarked() {
    PackageRules.everyPackageIsNullMarked().check(HUB);
  }

  @Test
  void onlyPolicyPermits() {
    PackageRules.onlyItsPackageConstructs(Permitted.class).check(HUB);
    assertThat(Permitted.class.getConstructors()).isEmpty();
  }

  @Test
  void nothingPrintsToStandardStreams() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(HUB);
  }

  @Test
  void failuresHaveATypeOfTheirOwn() {
    NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(HUB);
  }

  private static String packageOf(Path file) {
    return Checkout.read(file)
        .lines()
        .filter(line -> line.startsWith("package "))
        .map(line -> line.substring("package ".length(), line.length() - 1))
        .findFirst()
        .orElseThrow();
  }

  /** Each rule is seen to fail: a rule that cannot fail proves nothing. */
  @Nested
  class RulesFailOnBadCode {
    private static final String BASE = "dev.mcpcentral.fixture";

    private static final PackageRules FIXTURE_RULES =
        new PackageRules(
            BASE,
            PackageTable.parse(
                """
                | package | owns | may import |
                | --- | --- | --- |
                | `upper` | what uses | `lower` |
                | `lower` | what is used | |
                | `unmarked` | what is loud | |
                """));

    private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(BASE);

    @Test
    void aPackageWithoutARow() {
      assertFails(FIXTURE_RULES.everyPackageHasARow(), "no row for `stranger`");
    }

    @Test
    void anUpwardImport() {
      assertFails(FIXTURE_RULES.importsFollowTheTable(), "lower.Ground");
    }

    @Test
    void aDownwardImportIsAllowed() {
      assertThatThrownBy(() -> FIXTURE_RULES.importsFollowTheTable().check(FIXTURE))
          .hasMessageNotContaining("Class <" + BASE + ".upper.Roof> ")
          .hasMessageNotContaining("Method <" + BASE + ".upper.Roof.");
    }

    @Test
    void anUpwardImportOfAConstant() {
      assertThat(
              FIXTURE_RULES.forbiddenImports(
                  BASE + ".lower", "import static " + BASE + ".upper.Roof.HEIGHT;\n"))
          .hasSize(1);
      assertThat(
              FIXTURE_RULES.forbiddenImports(
                  BASE + ".upper", "import " + BASE + ".lower.Ground;\nimport java.util.List;\n"))
          .isEmpty();
    }

    @Test
    void aCycle() {
      assertFails(FIXTURE_RULES.thereAreNoCycles(), "Cycle detected");
    }

    @Test
    void aTableWithACycle() {
      PackageTable table =
          PackageTable.parse(
              """
              | package | owns | may import |
              | --- | --- | --- |
              | `one` | first | `two` |
              | `two` | second | `three` |
              | `three` | third | `one` |
              """);
      assertThat(List.of("one", "two", "three")).allMatch(table::leadsBackTo);
    }

    @Test
    void aTableThatIsNotThere() {
      assertThatThrownBy(() -> PackageTable.parse("# Packages\n"))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPackageThatIsNotNullMarked() {
      assertFails(PackageRules.everyPackageIsNullMarked(), BASE + ".unmarked is not @NullMarked");
    }

    @Test
    void aPermissionMadeElsewhere() {
      assertFails(PackageRules.onlyItsPackageConstructs(Pass.class), "upper.Roof");
    }

    @Test
    void aPrintToStandardOutput() {
      assertFails(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS, "unmarked.Loud");
    }

    @Test
    void aBareException() {
      assertFails(NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS, "unmarked.Loud");
    }

    private static void assertFails(ArchRule rule, String saying) {
      assertThatThrownBy(() -> rule.check(FIXTURE))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(saying);
    }
  }
}
