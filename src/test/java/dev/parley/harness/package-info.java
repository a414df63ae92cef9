/** What the tests use: the shared server, servers of their own, a browser, waiting for conditions. */
package dev.parley.harness;
