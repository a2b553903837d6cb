"""A newcomer's conversation: what we stand for, one step at a time, at their own pace."""
