/** The hub as a service that the operating system starts: what is written, and for whom. */
@NullMarked
package dev.mcpcentral.cli.service;

import org.jspecify.annotations.NullMarked;
