import type { ComponentProps } from "react";
import { actionStyles } from "./styles";

interface Props extends ComponentProps<"button"> {
  look?: keyof typeof actionStyles;
}

export function Button({ look = "primary", className = "", type = "button", ...rest }: Props) {
  return <button type={type} className={`${actionStyles[look]} ${className}`} {...rest} />;
}
