package io.roomscribe.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

/// The house's rules about modules, packages and names that a build can check.
public final class ArchitectureRules {
    private static final String OURS = "io.roomscribe..";
    private static final String PROTOCOL = "io.roomscribe.protocol..";

    private ArchitectureRules() {}

    /// The main classes of a module, not its tests.
    public static JavaClasses mainClasses(String root) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    /// Rules that hold in every module.
    public static ArchRule everywhere(String root) {
        return CompositeArchRule.of(onlyProtocolOfOurs(root))
                .and(noCycles(root))
                .and(namesOfTheDomain())
                .and(everyPackageIsNullMarked())
                .and(outsideWorldByConstructor());
    }

    /// Modules know `protocol` and never each other.
    static ArchRule onlyProtocolOfOurs(String root) {
        return noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(OURS)
                                .and(resideOutsideOfPackages(root + "..", PROTOCOL)))
                .because("modules meet only in protocol (docs/adr/0001-modules.md)");
    }

    static ArchRule noCycles(String root) {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
    }

    /// Dependencies follow the data: a package may use those before it in the list, never those
    /// after it. Packages that are not in the list are not looked at.
    public static ArchRule inDataOrder(String root, List<String> packages) {
        var rules = new ArrayList<ArchRule>();
        for (var i = 0; i < packages.size() - 1; i++) {
            var downstream =
                    packages.subList(i + 1, packages.size()).stream()
                            .map(name -> root + "." + name + "..")
                            .toArray(String[]::new);
            rules.add(
                    noClasses()
                            .that()
                            .resideInAPackage(root + "." + packages.get(i) + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(downstream)
                            .because("dependencies follow the data")
                            .allowEmptyShould(true));
        }
        return CompositeArchRule.of(rules);
    }

    /// Packages that everybody may use must use nobody.
    public static ArchRule leaves(String root, List<String> packages) {
        var leaves = packages.stream().map(name -> root + "." + name + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAnyPackage(leaves)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(root + "..").and(resideOutsideOfPackages(leaves)))
                .because("everybody may use them")
                .allowEmptyShould(true);
    }

    static ArchRule namesOfTheDomain() {
        return CompositeArchRule.of(
                        noClasses()
                                .should()
                                .resideInAnyPackage(
                                        "..service..",
                                        "..impl..",
                                        "..model..",
                                        "..util..",
                                        "..common..",
                                        "..dto..",
                                        "..manager.."))
                .and(
                        noClasses()
                                .should()
                                .haveNameMatching(".*\\.(Abstract|Base)[A-Z][^.]*")
                                .orShould()
                                .haveNameMatching(".*(Impl|Manager|Helper|Utils?)(\\$.*)?"));
    }

    static ArchRule everyPackageIsNullMarked() {
        return classes().should(haveANullMarkedPackage());
    }

    private static ArchCondition<JavaClass> haveANullMarkedPackage() {
        return new ArchCondition<>("be in a package marked @NullMarked") {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                events.add(
                        new SimpleConditionEvent(
                                one,
                                one.getPackage().isAnnotatedWith(NullMarked.class),
                                one.getPackageName() + " has no @NullMarked package-info"));
            }
        };
    }

    /// Time and chance come in by constructor; only a process's entry class asks the system.
    static ArchRule outsideWorldByConstructor() {
        return noClasses()
                .that(areNoEntryClasses())
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callConstructor(Random.class)
                .because("only Main sees the outside world");
    }

    private static DescribedPredicate<JavaClass> areNoEntryClasses() {
        return DescribedPredicate.describe(
                "are no entry classes", one -> !one.getName().matches(".*Main(\\$.*)?"));
    }
}
