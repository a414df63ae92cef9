package dev.parley.harness;

import java.io.File;
import org.eu.ingwar.tools.arquillian.extension.suite.annotations.ArquillianSuiteDeployment;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR as it ships, deployed once for all tests, with resources that let tests do what no user can. */
@ArquillianSuiteDeployment
public class Deployments {

    @Deployment
    public static WebArchive parley() {
        return war("parley-it.war");
    }

    static WebArchive war(String name) {
        return ShrinkWrap.create(ZipImporter.class, name)
                .importFrom(new File("target/parley.war"))
                .as(WebArchive.class)
                .addClasses(TestResource.class, TestResource.Echo.class, SeatResource.class, UnmarkedResource.class, EchoNamespace.class, WorkFilter.class);
    }

    static void export(File file) {
        war(file.getName()).as(ZipExporter.class).exportTo(file, true);
    }
}
