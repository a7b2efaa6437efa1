package io.github.dcisdk.examples;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What holds across all modules of the SDK, seen from the class path of a program that uses them all. */
class ModulesTest {
    private static final String ROOT_FOLDER = "io/github/dcisdk";

    private final ClassFileImporter importer =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests());

    @Test
    void noPackageIsSplitOverModules() throws IOException {
        Map<String, URL> moduleOfPackage = new HashMap<>();
        for (URL module : Collections.list(getClass().getClassLoader().getResources(ROOT_FOLDER))) {
            importer.importUrl(module).stream()
                    .map(JavaClass::getPackageName)
                    .distinct()
                    .forEach(name -> assertThat(moduleOfPackage.put(name, module))
                            .as("module that has package %s beside %s", name, module)
                            .isNull());
        }
        assertThat(moduleOfPackage).containsKey("io.github.dcisdk.error");
    }

    @Test
    void everyPackageIsNullMarked() {
        JavaClasses everything = importer.importPackages("io.github.dcisdk");

        classes()
                .should(have(describe("a package-info with @NullMarked", type -> type.getPackage()
                        .isAnnotatedWith(NullMarked.class))))
                .check(everything);
    }
}
