package org.example;

import io.github.dcisdk.error.ErrorCode;

public class Consumer {
    public static void main(String[] args) {
        for (ErrorCode code : ErrorCode.values()) {
            System.out.println(code.code());
        }
    }
}
