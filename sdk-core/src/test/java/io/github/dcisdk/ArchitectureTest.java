package io.github.dcisdk;

import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** What may depend on what in the core. The rules for its public surface are in {@link PublicApiTest}. */
@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** From the lowest to the highest. A package that is not listed here fails the build until it has its place. */
    private static final List<String> LAYERS = List.of(
            "error",
            "json",
            "record",
            "message",
            "profile",
            "query",
            "transport",
            "security",
            "store",
            "work",
            "transaction",
            "auth",
            "client",
            "inbound",
            "callback",
            "registry");

    @ArchTest
    static final ArchRule aLayerDependsOnlyOnLayersBelowIt = layers();

    @ArchTest
    static final ArchRule everyClassBelongsToALayer = classes()
            .that()
            .doNotHaveSimpleName("package-info")
            .should()
            .resideInAnyPackage(
                    LAYERS.stream().map(ArchitectureTest::packagesOf).toArray(String[]::new));

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.github.dcisdk.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theTransportKnowsNothingOfMessages = noClasses()
            .that()
            .resideInAPackage(packagesOf("transport"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    packagesOf("record"), packagesOf("message"), packagesOf("profile"), packagesOf("security"))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theClientKnowsNothingOfServers = noClasses()
            .that()
            .resideOutsideOfPackages(packagesOf("inbound"), packagesOf("registry"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule onlyJsonAndTheCanonicalFormReadTokens = noClasses()
            .that()
            .resideOutsideOfPackages(packagesOf("json"), packagesOf("security"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson.core..");

    @ArchTest
    static final ArchRule onlyTheTransportAndItsConfigurationSpeakOkHttp = noClasses()
            .that()
            .resideOutsideOfPackages(packagesOf("transport"), packagesOf("client"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..");

    @ArchTest
    static final ArchRule onlySecurityAndTokensSpeakJose = noClasses()
            .that()
            .resideOutsideOfPackages(packagesOf("security"), packagesOf("auth"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule logsGoToSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule noFieldIsSharedAndMutable =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes().should(have(aNullMarkedPackage()));

    private static LayeredArchitecture layers() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String layer : LAYERS) {
            layers = layers.optionalLayer(layer).definedBy(packagesOf(layer));
        }
        for (int i = 0; i < LAYERS.size(); i++) {
            String[] below = LAYERS.subList(0, i).toArray(String[]::new);
            layers = i == 0
                    ? layers.whereLayer(LAYERS.get(i)).mayNotAccessAnyLayer()
                    : layers.whereLayer(LAYERS.get(i)).mayOnlyAccessLayers(below);
        }
        return layers;
    }

    private static String packagesOf(String layer) {
        return "io.github.dcisdk." + layer + "..";
    }

    private static DescribedPredicate<JavaClass> aNullMarkedPackage() {
        return DescribedPredicate.describe(
                "a package-info with @NullMarked", type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }
}
