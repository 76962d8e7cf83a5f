package dev.mcpcentral.hub;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the package table for the packages directly below {@code base}. The base is a
 * parameter so that each rule can be shown to fail on a fixture.
 */
record PackageRules(String base, PackageTable table) {

  ArchRule everyPackageHasARow() {
    return classes()
        .should(
            condition(
                "live in a package with a row in the table",
                (type, events) -> {
                  String name = packageBelowBase(type.getPackageName());
                  if (!table.hasRow(name)) {
                    events.add(violated(type, type.getName() + ": no row for `" + name + "`"));
                  }
                }));
  }

  ArchRule importsFollowTheTable() {
    return classes()
        .should(
            condition(
                "depend only on what the table allows",
                (type, events) ->
                    type.getDirectDependenciesFromSelf().stream()
                        .filter(this::forbidden)
                        .forEach(use -> events.add(violated(type, use.getDescription())))));
  }

  ArchRule thereAreNoCycles() {
    return slices().matching(base + ".(*)..").should().beFreeOfCycles();
  }

  static ArchRule everyPackageIsNullMarked() {
    return classes()
        .should(
            condition(
                "live in a @NullMarked package",
                (type, events) -> {
                  if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(violated(type, type.getPackageName() + " is not @NullMarked"));
                  }
                }));
  }

  /** Nobody outside {@code type}'s own package may make one. */
  static ArchRule onlyItsPackageConstructs(Class<?> type) {
    return classes()
        .should(
            condition(
                "leave the making of " + type.getSimpleName() + " to its package",
                (user, events) ->
                    user.getConstructorCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().isEquivalentTo(type))
                        .filter(call -> !inSamePackage(call, type))
                        .forEach(call -> events.add(violated(user, call.getDescription())))));
  }

  /**
   * The same rule on a source file's text. The compiler copies constants and drops the import, so
   * that the class file alone would hide such a dependency.
   */
  List<String> forbiddenImports(String packageName, String source) {
    var imports =
        Pattern.compile("^import (?:static )?" + Pattern.quote(base) + "\\.([a-z0-9]+)\\.")
            .asPredicate();
    var found = new ArrayList<String>();
    for (String line : source.lines().filter(imports).toList()) {
      String to = packageBelowBase(line.replaceFirst("^import (static )?", ""));
      if (!table.mayImport(packageBelowBase(packageName), to)) {
        found.add(packageName + ": " + line);
      }
    }
    return found;
  }

  private boolean forbidden(Dependency use) {
    String target = use.getTargetClass().getPackageName();
    return target.startsWith(base + ".")
        && !table.mayImport(
            packageBelowBase(use.getOriginClass().getPackageName()), packageBelowBase(target));
  }

  /** The package's first segment below the base; empty for the base itself. */
  private String packageBelowBase(String packageName) {
    if (packageName.length() <= base.length()) {
      return "";
    }
    String below = packageName.substring(base.length() + 1);
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }

  private static boolean inSamePackage(JavaConstructorCall call, Class<?> type) {
    return call.getOriginOwner().getPackageName().equals(type.getPackageName());
  }

  private static ArchCondition<JavaClass> condition(
      String description, BiConsumer<JavaClass, ConditionEvents> check) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        check.accept(type, events);
      }
    };
  }
}
