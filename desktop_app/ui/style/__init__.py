"""The look, in one room: colours, sizes, type, motion, and the style that draws with them. No other room names one."""
