package io.github.dcisdk.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** What the test kit may depend on, and what its users see of that. */
@AnalyzeClasses(packagesOf = TestRegistry.class, importOptions = ImportOption.DoNotIncludeTests.class)
class TestingArchitectureTest {
    @ArchTest
    static final ArchRule itStandsOnWhatTheCoreShowsToEverybody = classes()
            .should()
            .onlyDependOnClassesThat(describe(
                    "are public, or its own, or no part of the SDK",
                    type -> type.getPackageName().equals("io.github.dcisdk.testing")
                            || !type.getPackageName().startsWith("io.github.dcisdk")
                            || (isOfTheCore(type) && type.getModifiers().contains(JavaModifier.PUBLIC))));

    @ArchTest
    static final ArchRule onlyTheFrontKnowsTheServer = noClasses()
            .that()
            .doNotHaveSimpleName("HttpFront")
            .and(describe("are not within it", type -> !type.getName().contains("HttpFront$")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("mockwebserver3..", "okhttp3..", "okio..");

    @ArchTest
    static final ArchRule usersSeeJUnitAndTheCore = members()
            .that(modifier(JavaModifier.PUBLIC).forSubtype())
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should(have(describe(
                    "no type of the server in the signature", member -> member.getAllInvolvedRawTypes().stream()
                            .noneMatch(type -> type.getPackageName().startsWith("mockwebserver3")
                                    || type.getPackageName().startsWith("ok")))));

    @ArchTest
    static final ArchRule itIsNullMarked = classes()
            .should(have(describe(
                    "a package-info with @NullMarked", type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

    @ArchTest
    static final ArchRule logsGoToSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    private static boolean isOfTheCore(JavaClass type) {
        return type.getSource()
                .map(source -> source.getUri().toString().contains("sdk-core"))
                .orElse(false);
    }
}
