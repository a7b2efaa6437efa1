/**
 * JMH benchmarks. Each class measures one thing of the SDK beside the bare primitive that it cannot do without, in one run,
 * so that their ratio means something on any machine.
 */
package io.github.dcisdk.benchmarks;
