/**
 * Does what a {@link io.github.dcisdk.store.DciStore} says is to be done. A {@link io.github.dcisdk.work.Worker} claims the
 * tasks of its {@link io.github.dcisdk.work.TaskQueue queues} and gives each to the queue's {@link
 * io.github.dcisdk.work.TaskHandler}; what fails is tried again later, and put aside for an operator in the end. It knows
 * nothing of messages.
 */
@NullMarked
package io.github.dcisdk.work;

import org.jspecify.annotations.NullMarked;
