package io.github.dcisdk;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the types that users see may say. The rules for the inside are in {@link ArchitectureTest}. */
@AnalyzeClasses(packagesOf = PublicApiTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class PublicApiTest {
    @ArchTest
    static final ArchRule anOptionalIsReturnedNeverTaken =
            codeUnits().that(arePublicApi()).and(areCalledByUsers()).should(have(noOptionalParameter()));

    @ArchTest
    static final ArchRule noFieldIsOptional =
            fields().that(arePublicApi()).should(have(noOptionalType())).allowEmptyShould(true);

    /** What reads or writes Jackson's tokens throws as Jackson does; {@link #jacksonIsVisibleInJsonAlone} bounds it. */
    @ArchTest
    static final ArchRule noExceptionIsChecked =
            codeUnits().that(arePublicApi()).and(noTypeOfJackson()).should(have(noCheckedException()));

    @ArchTest
    static final ArchRule jacksonIsVisibleInJsonAlone = members()
            .that(arePublicApi())
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("io.github.dcisdk.json..")
            .should(have(noTypeOfJackson()));

    @ArchTest
    static final ArchRule nimbusIsAnImplementationDetail =
            members().that(arePublicApi()).should(have(noTypeOfNimbus()));

    private static DescribedPredicate<JavaMember> arePublicApi() {
        return describe(
                "are public API",
                member -> isVisible(member)
                        && !member.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && Stream.iterate(
                                        Optional.of(member.getOwner()),
                                        Optional::isPresent,
                                        owner -> owner.flatMap(JavaClass::getEnclosingClass))
                                .allMatch(owner -> isVisible(owner.get())));
    }

    private static boolean isVisible(HasModifiers element) {
        return element.getModifiers().contains(JavaModifier.PUBLIC)
                || element.getModifiers().contains(JavaModifier.PROTECTED);
    }

    /** Not so the constructor of a record, which takes what the accessors return, or one that only subclasses call. */
    private static DescribedPredicate<JavaCodeUnit> areCalledByUsers() {
        return describe(
                "are called by users",
                unit -> !unit.isConstructor()
                        || (!unit.getOwner().isRecord() && unit.getModifiers().contains(JavaModifier.PUBLIC)));
    }

    private static DescribedPredicate<JavaCodeUnit> noOptionalParameter() {
        return describe("no Optional parameter", unit -> unit.getRawParameterTypes().stream()
                .noneMatch(PublicApiTest::isOptional));
    }

    private static DescribedPredicate<JavaField> noOptionalType() {
        return describe("no Optional type", field -> !isOptional(field.getRawType()));
    }

    private static DescribedPredicate<JavaCodeUnit> noCheckedException() {
        return describe("no checked exception", unit -> unit.getExceptionTypes().stream()
                .allMatch(PublicApiTest::isUnchecked));
    }

    private static DescribedPredicate<JavaMember> noTypeOfNimbus() {
        return describe("no type of Nimbus in the signature", member -> member.getAllInvolvedRawTypes().stream()
                .noneMatch(type -> type.getPackageName().startsWith("com.nimbusds")));
    }

    private static DescribedPredicate<JavaMember> noTypeOfJackson() {
        return describe("no type of Jackson in the signature", member -> member.getAllInvolvedRawTypes().stream()
                .noneMatch(type -> type.getPackageName().startsWith("com.fasterxml.jackson")));
    }

    private static boolean isOptional(JavaClass type) {
        return Stream.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class)
                .anyMatch(type::isEquivalentTo);
    }

    private static boolean isUnchecked(JavaClass exception) {
        return exception.isAssignableTo(RuntimeException.class) || exception.isAssignableTo(Error.class);
    }
}
