package io.github.dcisdk.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the store may depend on. */
@AnalyzeClasses(packagesOf = JdbcArchitectureTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class JdbcArchitectureTest {
    @ArchTest
    static final ArchRule h2IsKnownInOnePlace = noClasses()
            .that()
            .doNotHaveSimpleName("EmbeddedH2")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.h2..");

    @ArchTest
    static final ArchRule noDriverAndNoFrameworkIsKnown = classes()
            .that()
            .doNotHaveSimpleName("EmbeddedH2")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "javax.sql..", "javax.crypto..", "org.slf4j..", "org.jspecify..", "io.github.dcisdk..");

    @ArchTest
    static final ArchRule noFieldIsSharedAndMutable =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule logsGoToSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
