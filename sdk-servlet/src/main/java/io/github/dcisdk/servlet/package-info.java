/**
 * Serves endpoints of the SDK in a container of Jakarta Servlet 6 or later, such as Tomcat, Jetty or Spring Boot's: {@link
 * io.github.dcisdk.servlet.DciServlet} is to a container what {@link io.github.dcisdk.inbound.JdkHttpServer} is to a program
 * without one.
 */
@NullMarked
package io.github.dcisdk.servlet;

import org.jspecify.annotations.NullMarked;
